import GraphbookModels
import Testing

@Suite("A device")
struct DeviceTests {
    @Test(
        "Has a text form", arguments: [(Device.cpu, "cpu"), (.cuda, "cuda"), (.cuda(0), "cuda"), (.cuda(3), "cuda:3")])
    func text(device: Device, text: String) {
        #expect(device.rawValue == text)
        #expect("\(device)" == text)
        #expect(Device(rawValue: text) == device)
    }

    @Test("Is read from the long form of the first GPU too")
    func first() {
        #expect(Device(rawValue: "cuda:0") == .cuda)
    }

    @Test("Is not read from other text", arguments: ["", "CPU", "gpu", "cuda:", "cuda:-1", "cuda:x", "cuda:1:2"])
    func unknown(text: String) {
        #expect(Device(rawValue: text) == nil)
    }

    @Test("Offers the CPU and the first GPU")
    func choices() {
        #expect(Device.allCases == [.cpu, .cuda])
    }
}
