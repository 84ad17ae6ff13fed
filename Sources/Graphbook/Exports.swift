@_exported public import GraphbookCore
