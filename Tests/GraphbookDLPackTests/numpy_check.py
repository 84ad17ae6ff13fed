"""Hands arrays to Graphbook and back, by DLPack: `python numpy_check.py libDLPackBridge.so`. Prints `ok` when all agree.

NumPy speaks DLPack in Python's capsules; ctypes takes the structs out of them and puts them in.
"""

import ctypes
import sys

import numpy as np

VERSIONED, UNVERSIONED = b"dltensor_versioned", b"dltensor"
pointer = ctypes.c_void_p
python = ctypes.pythonapi
python.PyCapsule_GetPointer.restype, python.PyCapsule_GetPointer.argtypes = pointer, [ctypes.py_object, ctypes.c_char_p]
python.PyCapsule_SetName.argtypes = [ctypes.py_object, ctypes.c_char_p]
python.PyCapsule_New.restype, python.PyCapsule_New.argtypes = ctypes.py_object, [pointer, ctypes.c_char_p, pointer]

bridge = ctypes.CDLL(sys.argv[1])
for name in ["bridgeImport", "bridgeImportUnversioned", "bridgeExport", "bridgeExportUnversioned"]:
    getattr(bridge, name).restype = pointer


class Tensor:
    """A tensor of Graphbook's, made of an array."""

    def __init__(self, array, versioned=True, read_only=False):
        name = VERSIONED if versioned else UNVERSIONED
        capsule = array.__dlpack__(max_version=(1, 0) if versioned else None)
        function = bridge.bridgeImport if versioned else bridge.bridgeImportUnversioned
        self.handle = function(pointer(python.PyCapsule_GetPointer(capsule, name)))
        # A capsule of another name has been taken: it does not call the deleter.
        python.PyCapsule_SetName(capsule, b"used_" + name)
        self.shape, self.versioned, self.read_only = array.shape, versioned, read_only

    def elements(self):
        result = np.empty(self.shape)
        bridge.bridgeRead(pointer(self.handle), result.ctypes.data_as(pointer))
        return result

    def __dlpack__(self, **_):
        if self.versioned:
            managed = bridge.bridgeExport(pointer(self.handle), ctypes.c_bool(self.read_only))
            return python.PyCapsule_New(managed, VERSIONED, None)
        return python.PyCapsule_New(bridge.bridgeExportUnversioned(pointer(self.handle)), UNVERSIONED, None)

    def __dlpack_device__(self):
        return (1, 0)

    def __del__(self):
        bridge.bridgeRelease(pointer(self.handle))


def uses(array):
    return sys.getrefcount(array)


types = "bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64".split()
for dtype in types:
    for versioned in [True, False]:
        base = (np.arange(60) % 7).astype(dtype).reshape(3, 4, 5)
        for array in [base, base[1:, ::2], base.T, base[::-1, :, ::-1], base[1, 2, 3:4], base[0, 0, 0:0]]:
            before, held = uses(array), 1 if array.size > 0 else 0
            tensor = Tensor(array, versioned)
            assert uses(array) == before + held, "the array is held, unless it is empty"
            assert (tensor.elements() == array.astype("float64")).all(), (dtype, array.strides)
            back = np.from_dlpack(tensor)
            assert back.dtype == array.dtype and (back == array).all(), (dtype, array.strides)
            if array.size > 0:
                assert np.shares_memory(back, array), "nothing is copied"
                array[...] = 1
                assert (back == array).all() and (tensor.elements() == 1).all(), "both see what one writes"
            del tensor
            assert uses(array) == before + held, "the array that came back holds the first"
            del back
            assert uses(array) == before, "and lets it go"

scalar = np.array(7, dtype="int64")
assert np.from_dlpack(Tensor(scalar)).shape == () and Tensor(scalar).elements() == 7

frozen = np.arange(6.0)
frozen.flags.writeable = False
before = uses(frozen)
tensor = Tensor(frozen)
assert uses(frozen) == before and (tensor.elements() == frozen).all(), "a read-only array is copied and let go"
assert np.from_dlpack(tensor).flags.writeable
tensor.read_only = True
assert not np.from_dlpack(tensor).flags.writeable

print("ok")
