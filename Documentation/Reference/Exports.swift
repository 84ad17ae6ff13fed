// All that users import, as one module, whose symbols `make docs` puts into one reference.
@_exported import Graphbook
@_exported import GraphbookImaging
@_exported import GraphbookModels
@_exported import GraphbookTesting
