import Graphbook

// Nodes under test: doc comments of every form.

/// One line.
@Step("Documented/Summary")
func summaryOnly(_ note: Note, plain: Int = 0) {}

@Step("Documented/Nothing")
func undocumented(_ note: Note, plain: Int = 0) {}

/// An old comment, of something that is gone.

/// The comment in front.
// A remark between.
/// Its second line.
@Step("Documented/Last Comment")
func lastComment(_ note: Note) {}

/** A block on one line. */
@Step("Documented/Block Line")
func blockLine(_ note: Note) {}

/**
 * A block with stars.
 *
 *     code that keeps its indentation
 *
 * - Parameter plain: From a block.
 */
@Step("Documented/Stars")
func stars(_ note: Note, plain: Int = 0) {}

/**
    A block without stars.

    * a list
    * of two

    - Parameters:
        - first: One.

          In two paragraphs.
        - `second`: Two.
    - Returns: Nothing of note.
 */
@Step("Documented/Block")
func block(_ note: Note, first: Int = 0, second: Int = 0) {}

/// Text, with a list of its own:
/// - a point: with a colon
/// - parameters
///
/// - parameter first: In small letters.
///   - a list
///     - of two levels
/// * Parameter second : With a space,
/// - Throws: An error
///   of two lines.
///
///   And two paragraphs.
/// - Returns: Something.
///
/// Text behind all that.
@Step("Documented/Mixed")
func mixed(_ note: Note, first: Int = 0, second: Int = 0) {}

/// - Parameters:
///   - place: Named by its label.
///   - folder: Named by its name.
///   - unknown: Of no parameter.
/// - Note: Stays, since it is text.
@Step("Documented/Names")
func documentedNames(_ note: Note, place here: Int = 0, to folder: Int = 0) {}
