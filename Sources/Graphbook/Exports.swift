@_exported public import GraphbookCore
@_exported public import GraphbookEngine
