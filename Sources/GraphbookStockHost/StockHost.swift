import Graphbook
// Linked for its nodes, which are found at run time.
import GraphbookNodes

@main struct StockHost: GraphbookHost {}
