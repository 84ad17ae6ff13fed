import Testing

@testable import GraphbookCommand

@Suite("Quantities")
struct QuantitiesTests {
    @Test(
        "Counts have commas",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1234, "-1,234")])
    func writesCounts(count: Int, expected: String) {
        #expect(Quantities.count(count) == expected)
    }

    @Test("A noun is in the plural, except for one", arguments: [(0, "0 notes"), (1, "1 note"), (2000, "2,000 notes")])
    func writesNouns(count: Int, expected: String) {
        #expect(Quantities.count(count, "note") == expected)
    }

    @Test(
        "Rates have a decimal below ten",
        arguments: [
            (0, "0/s"), (0.04, "0.0/s"), (3.44, "3.4/s"), (9.94, "9.9/s"), (9.95, "10/s"), (1234.5, "1,235/s"),
            (.infinity, ""), (.nan, ""),
        ] as [(Double, String)])
    func writesRates(rate: Double, expected: String) {
        #expect(Quantities.rate(rate) == expected)
    }

    @Test(
        "A rate may name what it counts", arguments: [(812, "812 items/s"), (0.5, "0.5 items/s")] as [(Double, String)])
    func writesRatesOfNouns(rate: Double, expected: String) {
        #expect(Quantities.rate(rate, of: "items") == expected)
    }

    @Test(
        "Times have the units that fit them",
        arguments: [
            (0, "0.00 s"), (0.523, "0.52 s"), (9.99, "9.99 s"), (9.996, "10.0 s"), (59.94, "59.9 s"),
            (59.96, "1 min 00 s"), (185, "3 min 05 s"), (3599.6, "1 h 00 min"), (7620, "2 h 07 min"),
        ] as [(Double, String)])
    func writesTimes(seconds: Double, expected: String) {
        #expect(Quantities.time(seconds) == expected)
    }
}
