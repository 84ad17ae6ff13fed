import Foundation
import Testing

extension EndToEnd {
    @Suite("Runs that are killed and resumed")
    struct KillTests {
        @Test("Kills at random instants lose nothing and double nothing", .timeLimit(.minutes(3)))
        func few() throws {
            var campaign = try KillCampaign(seed: 1)
            for _ in 0..<4 { try campaign.tryOnce(kills: 3) }
            let findings = campaign.findings
            #expect(findings.killCount > 0)
            #expect(
                findings.losses == 0 && findings.duplicates == 0 && findings.otherDifferences.isEmpty,
                "\(findings.text)")
        }

        private static let soak = ProcessInfo.processInfo.environment["GRAPHBOOK_SOAK"].flatMap { Int($0) }

        /// `make soak`. The seed is of the day's time, and is printed, so that what is found can be looked for again.
        @Test("The same many times over", .enabled(if: soak != nil, "GRAPHBOOK_SOAK says how many kills"))
        func many() throws {
            let wanted = Self.soak ?? 0
            let seed = ProcessInfo.processInfo.environment["GRAPHBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64(time(nil))
            print("soak: \(wanted) kills, seed \(seed)")
            var campaign = try KillCampaign(seed: seed)
            while campaign.findings.killCount < wanted {
                try campaign.tryOnce(kills: 5)
                if campaign.findings.runs.isMultiple(of: 10) { print("soak: \(campaign.findings.text)") }
            }
            let findings = campaign.findings
            print("soak: \(findings.text)")
            #expect(findings.losses == 0 && findings.duplicates == 0 && findings.otherDifferences.isEmpty)
        }
    }
}
