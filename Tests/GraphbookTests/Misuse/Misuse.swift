// swift-format-ignore-file
// Compiled by `MisuseTests`: a caret below a line says which error or fix is where on it.
import Graphbook

struct Model: ResourceValue {}
func load(_ item: Item) -> Int { 0 }
func load(_ item: Item, side: Int) -> Int { 0 }
func dump(_ number: Int) {}
func dump(_ number: Int, _ place: String) {}

// MARK: - What a macro on functions goes on

    @Step("Misuse/Type") struct NoFunction {}
//  ^ @Step goes on a function; on a struct or a final class, write @Node
    @BatchStep("Misuse/Variable") var noFunction: Int { 0 }
//  ^ @BatchStep goes on a function; on a struct or a final class, write @Node
func outer() {
    @Step("Misuse/Local") func local(_ note: Note) {}
//                             ^ @Step can't be on a local function, which nothing could find: move it to the file's top level, or into a type
}
@Step("Misuse/Generic") func generic<T>(_ note: Note, _ value: T) {}
//                                  ^ @Step can't be on a generic function: a workflow can't say which types are meant
@Step("Misuse/Opaque") func opaque(_ note: Note, list: [some Equatable]) {}
//                                                      ^ a node's parameter can't be of an opaque type: a workflow can't say which type is meant
struct Generic<T> {
    @Source("Misuse/In Generic") static func inGeneric() -> [Note] { [] }
//                                           ^ @Source can't be in a generic type: move the function out of it
    struct Inner {
        @Step("Misuse/In Inner") static func inInner(_ note: Note) {}
//                                           ^ @Step can't be in a generic type: move the function out of it
    }
}
struct Plain {
    @Step("Misuse/Instance") func instance(_ note: Note) {}
//                           ^ @Step on a function of a type needs 'static': there is no instance to call it on
//                           ^ write 'static func'
}
@Step("Misuse/Main Actor") @MainActor func mainActor(_ note: Note) {}
//                         ^ nodes run on any thread: remove @MainActor, and hop to it in the function where that is needed
@MainActor enum Screen {
    @Step("Misuse/In Main Actor") static func draw(_ note: Note) {}
//                                            ^ nodes run on any thread: make the function 'nonisolated', or move it out of the @MainActor type
    @Step("Misuse/Nonisolated") nonisolated static func mayDraw(_ note: Note) {}
}

// MARK: - Names

let name = "Misuse/Constant"
@Step(name) func constantName(_ note: Note) {}
//    ^ the node's name is a string literal: @Step("Category/Name")
@Step("Misuse/\(name)") func interpolatedName(_ note: Note) {}
//    ^ the node's name is a string literal: @Step("Category/Name")
@Step("") func emptyName(_ note: Note) {}
//    ^ the node's name, or a part of it, is empty: @Step("Category/Name")
@Resource("Misuse/") func emptyPart() -> Int { 1 }
//        ^ the node's name, or a part of it, is empty: @Resource("Category/Name")

// MARK: - Parameters

@Step("Misuse/Nothing") func nothing() {}
//                                  ^ the first parameter of a function with @Step is the note it works on: '_ note: Note'
@Step("Misuse/Emits And Returns") func emitsAndReturns(_ note: Note, to emit: Emitter) -> [Note] { [] }
//                                                                                        ^ a step that emits its notes returns nothing
@Source("Misuse/No Emitter") func noEmitter() async {}
//                                         ^ the first parameter of a function with @Source is where the notes go, 'to emit: Emitter', unless it returns a sequence of them
@Step("Misuse/Inout") func changed(_ note: Note, count: inout Int) {}
//                                                      ^ a node's parameter can't be 'inout': what is changed would be lost
@Step("Misuse/Inout Note") func inoutNote(_ note: inout Note) {}
//                                                ^ a note is changed as it is: take it without 'inout'
@Source("Misuse/Inout Emitter") func inoutEmitter(to emit: inout Emitter) {}
//                                                         ^ a node's parameter can't be 'inout': what is changed would be lost
@Step("Misuse/Variadic") func variadic(_ note: Note, names: String...) {}
//                                                                ^ a node's parameter can't be variadic: take a list, '[String]'
@Step("Misuse/Same Names") func sameNames(_ note: Note, to count: Int, to limit: Int) {}
//                                                                     ^ two parameters are called 'to': a workflow could not tell them apart
@Step("Misuse/No Parameter Name") func unnamed(_ note: Note, _: Int = 1) {}
//                                                           ^ give the parameter a name, by which a workflow can set it
@Resource("Misuse/No Value") func noValue(path: String) {}
//                                ^ @Resource goes on a function that returns the value to share
@Resource("Misuse/Opaque Value") func opaqueValue() -> some Sendable { 1 }
//                                                     ^ say which type the resource is: steps name it in their parameters

// MARK: - Batch steps

@BatchStep("Misuse/No Batch") func noBatch() {}
//                                        ^ the first parameter of a function with @BatchStep is the batch, '_ batch: Batch<…>'
@BatchStep("Misuse/Note") func noteInstead(_ note: Note) {}
//                                                 ^ the first parameter is the batch: '_ batch: Batch<…>', or a list of what was loaded, with 'items: [Item]' and 'notes: [Note]'
@BatchStep("Misuse/No Items", load: load(_:)) func noItems(_ numbers: [Int], notes: [Note]) {}
//                                                        ^ a batch that is taken as lists has 'items: [Item]' as well
@BatchStep("Misuse/No Notes") func noNotes(items: [Item]) {}
//                                        ^ a batch that is taken as lists has 'notes: [Note]' as well
@BatchStep("Misuse/Unused Load", load: load(_:)) func unusedLoad(items: [Item], notes: [Note]) {}
//                                     ^ 'unusedLoad' takes nothing of what 'load' returns: make '_ batch: Batch<…>' its first parameter
@BatchStep("Misuse/Taken Name") func takenName(_ batch: Batch<Value>, batchSize: Int = 8) {}
//                                                                    ^ every batch step has a parameter 'batchSize': give this one another name
@BatchStep("Misuse/Unknown Label", load: load(_:side:)) func unknownLabel(_ batch: Batch<Int>, width: Int = 8) {}
//                                              ^ 'side' of the load function is no parameter of 'unknownLabel': add it there, with its type, default and documentation
@BatchStep("Misuse/No Label", load: load(_:), dump: dump(_:_:)) func noLabel(_ batch: Batch<Int>) -> [Int] { [] }
//                                                         ^ '_' of the dump function is no parameter of 'noLabel': add it there, with its type, default and documentation
@BatchStep("Misuse/No Dump", load: load(_:)) func noDump(_ batch: Batch<Int>) -> [Int] { [] }
//                                                                               ^ nothing is done with what 'noDump' returns: give the function that writes it, 'dump:', or return nothing
@BatchStep("Misuse/Nothing To Dump", load: load(_:), dump: dump(_:)) func nothingToDump(_ batch: Batch<Int>) {}
//                                                         ^ 'nothingToDump' has to return a list, with one argument of 'dump' for each element of the batch
@BatchStep("Misuse/No List", load: load(_:), dump: dump(_:)) func noList(_ batch: Batch<Int>) -> Int { 1 }
//                                                                                               ^ 'noList' has to return a list, with one argument of 'dump' for each element of the batch

// MARK: - Types

@Node("Misuse/Enumeration") enum Enumeration: Step { case one; func process(_ note: Note) {} }
//                          ^ @Node goes on a struct, or on a final class that keeps something from note to note
@Node("Misuse/Actor") actor Actor: Step { func process(_ note: Note) {} }
//                    ^ @Node goes on a struct, or on a final class that keeps something from note to note
@Node("Misuse/Class") class Class: Step { func process(_ note: Note) {} }
//                    ^ a class that is a node has to be final: its parameters are read by an initializer of its own
//                    ^ write 'final class'
@Node("Misuse/Generic Type") struct GenericNode<T>: Step { func process(_ note: Note) {} }
//                                  ^ a node can't be a generic type, or in one: a workflow can't say which types are meant
@Node("Misuse/Main Actor Type") @MainActor struct OnScreen: Step { nonisolated func process(_ note: Note) {} }
//                              ^ nodes run on any thread: remove @MainActor, and hop to it where that is needed
@Node("Misuse/No Kind") struct NoKind: Sendable {}
//                             ^ say what kind of node 'NoKind' is: 'NoKind: Step', or RoutingStep, EmittingStep, Source, BatchStep or Resource
@Node("") struct EmptyName: Step { func process(_ note: Note) {} }
//    ^ the node's name, or a part of it, is empty: @Node("Category/Name")

// MARK: - Parameters of types

struct NoNode { @Parameter var size = 8 }
//              ^ @Parameter goes on a variable of a type with @Node("Category/Name")
@Node("Misuse/Parameters") struct Parametric: Step {
    func process(_ note: Note) {}
    @Parameter let constant: Int = 1
//             ^ a parameter is a 'var': its value comes from the workflow
//             ^ write 'var'
    @Parameter static var shared = 1
//             ^ a parameter belongs to a node: remove 'static'
    @Parameter var computed: Int { 1 }
//                               ^ a parameter can't be computed: remove its accessors, or @Parameter
    @Parameter var untyped = Model()
//                 ^ say the parameter's type, ': T': a macro sees only what is written
    @Parameter var parameters = 1
//                 ^ every node has a property 'parameters': give the parameter another name
}
