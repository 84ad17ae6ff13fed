import SwiftSyntaxMacros

private var macros: [any Macro.Type] {
    [
        StepMacro.self, SourceMacro.self, BatchStepMacro.self, ResourceMacro.self, NodeMacro.self, ParameterMacro.self,
    ]
}

#if TOOLCHAIN_SYNTAX
    @_spi(PluginMessage) import SwiftCompilerPluginMessageHandling

    /// The compiler's own libraries lack SwiftCompilerPlugin: this is what it does.
    @main struct Plugin: PluginProvider {
        func resolveMacro(moduleName: String, typeName: String) throws -> any Macro.Type {
            struct UnknownMacro: Error {}
            let name = "\(moduleName).\(typeName)"
            guard let macro = macros.first(where: { String(reflecting: $0) == name }) else { throw UnknownMacro() }
            return macro
        }

        static func main() throws {
            let connection = try StandardIOMessageConnection()
            try CompilerPluginMessageListener(connection: connection, provider: Plugin()).main()
        }
    }
#else
    import SwiftCompilerPlugin

    @main struct Plugin: CompilerPlugin {
        let providingMacros = macros
    }
#endif
