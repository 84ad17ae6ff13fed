public import GraphbookCore

// As parameters of nodes.

extension ImageChannels: Choice {}
extension ImageFit: Choice {}
extension ImageFormat: Choice {}
extension ImageHash.Method: Choice {}
