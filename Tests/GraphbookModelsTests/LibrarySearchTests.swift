import Foundation
import GraphbookCore
import Testing

@testable import GraphbookModels

#if !canImport(Darwin)
    @Suite("The search for ONNX Runtime")
    struct LibrarySearchTests {
        private static let capi = "lib/python3.11/site-packages/onnxruntime/capi"

        @Test("Looks at the loader's path, the system, .venv from the inside out, the environment, then PATH")
        func order() throws {
            try withFolder { root in
                let system = "\(root)/usr/lib/x86_64-linux-gnu/libonnxruntime.so.1.18.0"
                let outer = "\(root)/home/.venv/\(Self.capi)/libonnxruntime.so.1.20.0"
                let inner = "\(root)/home/work/.venv/\(Self.capi)/libonnxruntime.so.1.19.0"
                let active = "\(root)/active/\(Self.capi)/libonnxruntime.so.1.19.2"
                let installed =
                    "\(root)/opt/python/lib/python3.12/dist-packages/onnxruntime/capi/libonnxruntime.so.1.23.0"
                try touch([system, outer, inner, active, installed, "\(root)/opt/python/bin/python3"])
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: "\(root)/opt/python/bin/python3")
                var search = LibrarySearch()
                search.systemFolders = ["\(root)/usr/lib", "\(root)/usr/lib/*"]
                search.folder = "\(root)/home/work"
                search.virtualEnvironment = "\(root)/active"
                search.programs = "\(root)/nowhere:\(root)/opt/python/bin"
                #expect(
                    Array(search.files().prefix(6)) == ["libonnxruntime.so", system, inner, outer, active, installed])
            }
        }

        @Test("Takes the newest of a folder first, and a link's target once")
        func newest() throws {
            try withFolder { folder in
                let files = ["1.9.1", "1.20.1", "1.20.0"].map { "\(folder)/libonnxruntime.so.\($0)" }
                try touch(files + ["\(folder)/libonnxruntime_providers_shared.so", "\(folder)/libother.so.2"])
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder)/libonnxruntime.so", withDestinationPath: "libonnxruntime.so.1.20.0")
                #expect(LibrarySearch(argument: folder).files() == [files[1], files[2], files[0]])
            }
        }

        @Test("Looks only where it is told: the argument before the environment")
        func explicit() throws {
            try withFolder { folder in
                let (named, set) = ("\(folder)/named/libort.so", "\(folder)/[set]/lib/libonnxruntime.so.1.20.1")
                try touch([named, set])
                var search = LibrarySearch()
                search.setting = "\(folder)/[set]"
                #expect(search.files() == [set])
                search.argument = named
                #expect(search.files() == [named])
            }
        }

        @Test("An empty setting in the environment is none")
        func emptySetting() {
            var search = LibrarySearch()
            search.setting = ""
            #expect(search.files().first == "libonnxruntime.so")
        }

        @Test("Goes on to the next library when one cannot be loaded")
        func next() throws {
            try withFolder { folder in
                let files = ["1.20.1", "1.19.0"].map { "\(folder)/libonnxruntime.so.\($0)" }
                try touch(files)
                let found = try LibrarySearch(argument: folder).first { file in
                    if file == files[0] { throw GraphbookError(.model, "too new") }
                    return file
                }
                #expect(found == files[1])
            }
        }
    }
#endif

@Suite("A missing ONNX Runtime")
struct OnnxLibraryErrorTests {
    @Test("Is an error that says where it was looked for and how to get it")
    func nowhere() {
        var search = LibrarySearch()
        search.systemFolders = ["/nowhere/lib"]
        search.folder = "/nowhere/project"
        search.virtualEnvironment = "/nowhere/venv"
        let error = #expect(throws: GraphbookError.self) {
            try search.first { _ in throw GraphbookError(.model, "the loader has none") }
        }
        #expect(error?.code == .model)
        #expect(
            error?.description
                == "ONNX Runtime was not found. Get it with "
                + "`python3 -m venv .venv && .venv/bin/pip install onnxruntime` "
                + "(onnxruntime-gpu for CUDA), or name its library in GRAPHBOOK_ONNXRUNTIME. "
                + "Looked in the loader's path, /nowhere/lib, "
                + "the .venv of '/nowhere/project' and of the folders above it, "
                + "'/nowhere/venv', the python3 on the PATH")
    }

    @Test("Is an error that names the argument it is not at")
    func argument() {
        #expect(
            errorText { _ = try OnnxModel(path: fixture("affine"), library: "/nowhere") }
                == "there is no ONNX Runtime at '/nowhere', where the argument 'library' says; "
                + "it takes the library's file or its folder")
    }

    @Test("Is an error that names the environment's setting it is not at")
    func setting() {
        var search = LibrarySearch()
        search.setting = "/nowhere"
        #expect(
            errorText { try search.first { _ in } }
                == "there is no ONNX Runtime at '/nowhere', where GRAPHBOOK_ONNXRUNTIME says; "
                + "it takes the library's file or its folder")
    }

    @Test("Is not replaced by a file that is no library")
    func garbage() throws {
        try withFolder { folder in
            let file = folder + "/libonnxruntime.so"
            try Data("no library".utf8).write(to: URL(fileURLWithPath: file))
            let error = #expect(throws: GraphbookError.self) {
                try OnnxModel(path: fixture("affine"), library: file)
            }
            #expect(
                error?.message == "ONNX Runtime cannot be loaded from '\(file)', where the argument 'library' says")
            #expect((error?.cause as? GraphbookError)?.message.hasPrefix("'\(file)' cannot be loaded: ") == true)
        }
    }

    #if !canImport(Darwin)
        @Test("Is not replaced by another library")
        func other() throws {
            let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"]
            let file = try #require(
                folders.map { $0 + "/libc.so.6" }.first(where: FileManager.default.fileExists(atPath:)))
            #expect(
                errorText { _ = try OnnxModel(path: fixture("affine"), library: file) }
                    == "ONNX Runtime cannot be loaded from '\(file)', where the argument 'library' says: "
                    + "'\(file)' is not ONNX Runtime: it has no function OrtGetApiBase")
        }
    #endif

    @Test("Is not replaced by one that is too old", arguments: ["1.16.3", "0.5.0", "1.9.10", "none"])
    func old(version: String) {
        #expect(
            errorText { try OnnxLibrary.check(version: version, of: "/lib/libonnxruntime.so") }
                == "'/lib/libonnxruntime.so' is ONNX Runtime \(version), which is too old: it takes 1.17 or newer")
    }

    @Test("Newer versions are taken", arguments: ["1.17.0", "1.17", "1.100.0", "2.0.0", "1.25.0-dev+1"])
    func new(version: String) throws {
        try OnnxLibrary.check(version: version, of: "/lib/libonnxruntime.so")
    }

    @Test("The same place is loaded once")
    func once() throws {
        #expect(try OnnxLibrary.loaded(from: nil) === OnnxLibrary.loaded(from: nil))
    }
}
