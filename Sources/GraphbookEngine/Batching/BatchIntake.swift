import GraphbookCore

/// A note in front of a batch step.
struct Arrival: Sendable {
    let note: Note
    let key: String
    /// What is to become its items, in their order.
    let elements: [Value]
    /// Whether the note holds a list; otherwise it holds one value, its only item.
    let isList: Bool

    /// - Returns: nil where the note has nothing under the key.
    init?(_ note: Note, key: String) {
        guard let value = note[key] as Value? else { return nil }
        let list = value.list
        // Items write into lists of values, not into typed ones.
        if case .boxed = value, let list { note[key] = .array(list) as Value? }
        self.note = note
        self.key = key
        elements = list ?? [value]
        isList = list != nil
    }
}

/// The queue in front of a batch step, and how far its first note has been let in.
struct BatchIntake: Sendable {
    var inbox: Inbox<Arrival>
    /// The number of the first note, and how many of its items are in, once it is in the step itself.
    private var first: (number: Int, admitted: Int)?

    init(_ inbox: Inbox<Arrival>) { self.inbox = inbox }

    /// Lets notes and their items into the step, while there is room.
    ///
    /// - Parameters:
    ///   - loads: Whether the items are to be loaded; otherwise they are ready at once.
    ///   - buffer: Makes the memory of a new batch; nil while the size of a row is not known.
    /// - Returns: How many notes were let in, and the jobs that load the items.
    mutating func admit(
        to machine: inout BatchMachine, loads: Bool, buffer: () -> BatchBuffer?
    ) -> (notes: Int, jobs: [Job]) {
        var notes = 0, jobs: [Job] = []
        while let arrival = inbox.first {
            if first == nil {
                guard machine.mayOpen else { break }
                first = (machine.open(arrival.note), 0)
                notes += 1
            }
            guard let number = first?.number, var place = first?.admitted else { break }
            while place < arrival.elements.count, machine.mayAdmit {
                let element = arrival.elements[place], index = arrival.isList ? place : nil
                let item = Item(of: arrival.note, key: arrival.key, index: index)
                let (ticket, row) = machine.admit(item, at: index, of: number, owner: arrival.note, buffer: buffer)
                if loads {
                    jobs.append(Job(ticket: ticket, note: number, index: index, input: .load(element, into: row)))
                } else {
                    machine.loaded(ticket, Item.value(of: element))
                }
                place += 1
            }
            first = (number, place)
            if place < arrival.elements.count { break }
            machine.close(number)
            first = nil
            inbox.removeFirst()
        }
        if inbox.isFinished { machine.finishIntake() }
        return (notes, jobs)
    }

    /// Whether ``admit(to:loads:buffer:)`` would let something in.
    func canAdmit(to machine: BatchMachine) -> Bool {
        inbox.first != nil && (first == nil ? machine.mayOpen : machine.mayAdmit)
    }
}
