import Graphbook
import GraphbookNodes  // for its nodes: Models/Onnx and Files/Write JSON Lines

@main struct Digits: GraphbookHost {}
