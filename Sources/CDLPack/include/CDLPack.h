// DLPack: how libraries in one process hand tensors to each other without copying them.
//
// The structs of its versions 0 and 1 as documented at https://dmlc.github.io/dlpack/latest/c_api.html, with the names
// they have there. layout.c checks their sizes.
#pragma once
#include <stdint.h>

enum { DLPACK_MAJOR_VERSION = 1, DLPACK_MINOR_VERSION = 0 };

// Bits of DLManagedTensorVersioned's flags.
enum { DLPACK_FLAG_BITMASK_READ_ONLY = 1 };

// Values of DLDevice's device_type.
enum { kDLCPU = 1, kDLCUDA = 2, kDLCUDAHost = 3, kDLMetal = 8, kDLROCM = 10, kDLCUDAManaged = 13 };

// Values of DLDataType's code.
enum { kDLInt = 0, kDLUInt = 1, kDLFloat = 2, kDLBfloat = 4, kDLComplex = 5, kDLBool = 6 };

typedef struct {
    uint32_t major;
    uint32_t minor;
} DLPackVersion;

typedef struct {
    int32_t device_type;
    int32_t device_id;
} DLDevice;

typedef struct {
    uint8_t code;
    uint8_t bits;
    uint16_t lanes;
} DLDataType;

typedef struct {
    void *_Nullable data;
    DLDevice device;
    int32_t ndim;
    DLDataType dtype;
    int64_t *_Nullable shape;
    /// In elements; NULL for row-major order without gaps.
    int64_t *_Nullable strides;
    uint64_t byte_offset;
} DLTensor;

typedef struct DLManagedTensor {
    DLTensor dl_tensor;
    void *_Nullable manager_ctx;
    void (*_Nullable deleter)(struct DLManagedTensor *_Nullable self);
} DLManagedTensor;

typedef struct DLManagedTensorVersioned {
    DLPackVersion version;
    void *_Nullable manager_ctx;
    void (*_Nullable deleter)(struct DLManagedTensorVersioned *_Nullable self);
    uint64_t flags;
    DLTensor dl_tensor;
} DLManagedTensorVersioned;
