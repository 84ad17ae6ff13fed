import GraphbookCore
import GraphbookStore
import GraphbookSupervisor
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Serves a project's page and what it asks for, until the program is told to end.
public struct PageServer: Sendable {
    /// What is served, and where.
    public struct Options: Sendable {
        /// The project's folder.
        public var folder: String
        public var address: ServedAddress
        /// The executable that hosts, where the project's package has several.
        public var hostName: String?
        /// Where the page's files are read from; nil for those in the program.
        public var pageFolder: String?
        /// The program's version, for the page to show.
        public var version: String

        public init(
            folder: String, address: ServedAddress, hostName: String? = nil, pageFolder: String? = nil, version: String
        ) {
            self.folder = folder
            self.address = address
            self.hostName = hostName
            self.pageFolder = pageFolder
            self.version = version
        }
    }

    private let address: ServedAddress
    private let token: AccessToken?
    private let services: Services
    private let page: PageFiles

    /// - Throws: ``GraphbookError`` when a folder is missing; ``StoreError``.
    public init(_ options: Options) throws {
        address = options.address
        token = options.address.isLoopback ? nil : AccessToken()
        services = try Services(options)
        page = try options.pageFolder.map { try PageFiles(folder: $0) } ?? PageFiles()
    }

    /// Listens and answers.
    ///
    /// - Parameter ready: Told the address to open, with the token where one is needed, once requests are answered.
    /// - Throws: ``GraphbookError`` when the address can't be had.
    public func run(ready: @escaping @Sendable (_ url: String) -> Void) async throws {
        // Requests name what goes wrong; the log of the library would say it twice.
        let logger = Logger(label: "graphbook") { _ in SwiftLogNoOpLogHandler() }
        let url = address.url + (token.map { "?token=\($0.text)" } ?? "")
        let application = Application(
            router: router, server: .http1(configuration: http),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: nil),
            onServerRunning: { _ in ready(url) }, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [services, application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch let error as IOError {
            throw GraphbookError(
                .worker,
                "can't listen at \(address.url): \(error). Is another server running there? Choose another with --port")
        }
    }

    private var http: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .seconds(60),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: RequestLimits.headerBytes, maxHeaderListSize: RequestLimits.headerBytes,
                maxHeaderFieldCount: 100))
    }

    /// All addresses there are, behind what guards them.
    private var router: Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.middlewares.add(SafeHeaders())
        router.middlewares.add(ErrorAnswers())
        router.middlewares.add(RequestGuard(address: address, token: token))
        let api = router.group("api")
        ProjectRoutes(services: services).add(to: api)
        WorkflowRoutes(files: services.files, runs: services.runs, hub: services.hub).add(to: api)
        FileRoutes(project: services.project).add(to: api)
        RunRoutes(runs: services.runs).add(to: api)
        EventRoute(hub: services.hub).add(to: api)
        page.add(to: router)
        return router
    }
}

/// Runs `body` on a thread that may block: files, the store, and other programs make one wait.
func offThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await NIOThreadPool.singleton.runIfActive(body)
}
