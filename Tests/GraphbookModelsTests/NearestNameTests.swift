import Testing

@testable import GraphbookModels

@Suite("The nearest name")
struct NearestNameTests {
    @Test(
        "Is at most two edits, and less than half its letters, away",
        arguments: [
            ("image", "images"), ("iamges", "images"), ("IMAGES", "images"), ("imgs", "images"), ("x", "x"),
            ("rihgt", "right"),
            ("y", nil), ("img", nil), ("pictures", nil), ("", nil),
        ])
    func nearest(wrong: String, expected: String?) {
        #expect(GraphbookModels.nearest(to: wrong, among: ["images", "x", "right"]) == expected)
    }

    @Test("Is none of none")
    func none() {
        #expect(GraphbookModels.nearest(to: "images", among: []) == nil)
    }
}
