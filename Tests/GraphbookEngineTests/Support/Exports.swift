@_exported import GraphbookTesting
