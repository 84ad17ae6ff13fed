import Graphbook
import GraphbookNodes  // for its node Files/Write JSON Lines

@main struct Speech: GraphbookHost {}
