import GraphbookCore
import Testing

@Suite("SettingOverride")
struct SettingOverrideTests {
    @Test(
        "An override is a node, a parameter and a text",
        arguments: [
            ("classify.batchSize=16", "classify", "batchSize", "16"), ("a.b=", "a", "b", ""),
            ("a.b=c=d", "a", "b", "c=d"), ("a.b=c.d", "a", "b", "c.d"), ("a.b.c=d", "a.b", "c", "d"),
        ])
    func readsText(text: String, node: String, parameter: String, value: String) {
        #expect(SettingOverride(text) == SettingOverride(node: node, parameter: parameter, text: value))
    }

    @Test("Other texts are refused", arguments: ["", "a", "a.b", "a=b", ".b=c", "a.=c", "a=b.c", "="])
    func refusesText(text: String) {
        #expect(SettingOverride(text) == nil)
    }
}
