// The part of ONNX Runtime's C interface that Graphbook calls, declared by position.
//
// The library exports one function, OrtGetApiBase. It leads to a table of function pointers that is only ever appended
// to: a function keeps its position in every later release (upstream guards that with static assertions), so that
// programs built against an old header run with a new library. Positions, parameters and meanings are the documented
// interface, struct OrtApi in ONNX Runtime's include/onnxruntime/core/session/onnxruntime_c_api.h, and the functions
// have the names they have there. Declaring them here is what lets a program be built where ONNX Runtime is not
// installed, and use whichever version it finds when it runs. onnxruntime.c checks the positions.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct OnnxStatus OnnxStatus;  // NULL is success
typedef struct OnnxEnv OnnxEnv;
typedef struct OnnxSession OnnxSession;
typedef struct OnnxSessionOptions OnnxSessionOptions;
typedef struct OnnxRunOptions OnnxRunOptions;
typedef struct OnnxValue OnnxValue;
typedef struct OnnxTypeInfo OnnxTypeInfo;
typedef struct OnnxTensorInfo OnnxTensorInfo;
typedef struct OnnxMemoryInfo OnnxMemoryInfo;
typedef struct OnnxAllocator OnnxAllocator;
typedef struct OnnxCUDAOptions OnnxCUDAOptions;

typedef OnnxStatus *_Nullable OnnxResult;

typedef void (*OnnxLogger)(
    void *_Nullable context, int severity, const char *_Nullable category, const char *_Nullable logID,
    const char *_Nullable location, const char *_Nullable message);

enum {
    OnnxLogWarning = 2,
    OnnxLogFatal = 4,
    OnnxTypeTensor = 1,
    OnnxTypeSequence = 2,
    OnnxTypeMap = 3,
    OnnxTypeSparseTensor = 5,
    OnnxTypeOptional = 6,
    OnnxElementString = 8,
    OnnxAllocatorDevice = 0,
    OnnxMemoryDefault = 0,
};

/// The functions from position `first` up to, and without, position `next`, which Graphbook does not call.
#define ONNX_UNUSED(first, next) void *_Nullable unused##first[(next) - (first)]

typedef struct OnnxAPI {
    ONNX_UNUSED(0, 2);
    const char *_Nonnull (*_Nonnull GetErrorMessage)(const OnnxStatus *status);
    OnnxResult (*_Nonnull CreateEnv)(int logSeverity, const char *logID, OnnxEnv *_Nullable *_Nonnull out);
    ONNX_UNUSED(4, 7);
    OnnxResult (*_Nonnull CreateSession)(
        const OnnxEnv *env, const char *path, const OnnxSessionOptions *options, OnnxSession *_Nullable *_Nonnull out);
    ONNX_UNUSED(8, 9);
    OnnxResult (*_Nonnull Run)(
        OnnxSession *session, const OnnxRunOptions *_Nullable options, const char *_Nonnull const *_Nullable inputNames,
        const OnnxValue *_Nonnull const *_Nullable inputs, size_t inputCount,
        const char *_Nonnull const *_Nonnull outputNames, size_t outputCount, OnnxValue *_Nullable *_Nonnull outputs);
    OnnxResult (*_Nonnull CreateSessionOptions)(OnnxSessionOptions *_Nullable *_Nonnull out);
    ONNX_UNUSED(11, 22);
    OnnxResult (*_Nonnull SetSessionLogSeverityLevel)(OnnxSessionOptions *options, int severity);
    ONNX_UNUSED(23, 24);
    OnnxResult (*_Nonnull SetIntraOpNumThreads)(OnnxSessionOptions *options, int count);
    ONNX_UNUSED(25, 30);
    OnnxResult (*_Nonnull SessionGetInputCount)(const OnnxSession *session, size_t *out);
    OnnxResult (*_Nonnull SessionGetOutputCount)(const OnnxSession *session, size_t *out);
    ONNX_UNUSED(32, 33);
    OnnxResult (*_Nonnull SessionGetInputTypeInfo)(
        const OnnxSession *session, size_t index, OnnxTypeInfo *_Nullable *_Nonnull out);
    OnnxResult (*_Nonnull SessionGetOutputTypeInfo)(
        const OnnxSession *session, size_t index, OnnxTypeInfo *_Nullable *_Nonnull out);
    ONNX_UNUSED(35, 36);
    /// The name belongs to the allocator.
    OnnxResult (*_Nonnull SessionGetInputName)(
        const OnnxSession *session, size_t index, OnnxAllocator *allocator, char *_Nullable *_Nonnull out);
    OnnxResult (*_Nonnull SessionGetOutputName)(
        const OnnxSession *session, size_t index, OnnxAllocator *allocator, char *_Nullable *_Nonnull out);
    ONNX_UNUSED(38, 49);
    OnnxResult (*_Nonnull CreateTensorWithDataAsOrtValue)(
        const OnnxMemoryInfo *memory, void *data, size_t byteCount, const int64_t *shape, size_t rank, int elementType,
        OnnxValue *_Nullable *_Nonnull out);
    ONNX_UNUSED(50, 51);
    OnnxResult (*_Nonnull GetTensorMutableData)(OnnxValue *value, void *_Nullable *_Nonnull out);
    ONNX_UNUSED(52, 55);
    /// What comes back is a part of `info`, not to be released.
    OnnxResult (*_Nonnull CastTypeInfoToTensorInfo)(
        const OnnxTypeInfo *info, const OnnxTensorInfo *_Nullable *_Nonnull out);
    OnnxResult (*_Nonnull GetOnnxTypeFromTypeInfo)(const OnnxTypeInfo *info, int *out);
    ONNX_UNUSED(57, 60);
    OnnxResult (*_Nonnull GetTensorElementType)(const OnnxTensorInfo *info, int *out);
    OnnxResult (*_Nonnull GetDimensionsCount)(const OnnxTensorInfo *info, size_t *out);
    OnnxResult (*_Nonnull GetDimensions)(const OnnxTensorInfo *info, int64_t *dimensions, size_t count);
    /// The names are a part of `info`; a dimension without a name has an empty one.
    OnnxResult (*_Nonnull GetSymbolicDimensions)(
        const OnnxTensorInfo *info, const char *_Nullable *_Nonnull names, size_t count);
    ONNX_UNUSED(64, 65);
    OnnxResult (*_Nonnull GetTensorTypeAndShape)(const OnnxValue *value, OnnxTensorInfo *_Nullable *_Nonnull out);
    ONNX_UNUSED(66, 69);
    OnnxResult (*_Nonnull CreateCpuMemoryInfo)(
        int allocatorType, int memoryType, OnnxMemoryInfo *_Nullable *_Nonnull out);
    ONNX_UNUSED(70, 76);
    OnnxResult (*_Nonnull AllocatorFree)(OnnxAllocator *allocator, void *memory);
    ONNX_UNUSED(77, 78);
    /// The allocator belongs to the library, and lives as long.
    OnnxResult (*_Nonnull GetAllocatorWithDefaultOptions)(OnnxAllocator *_Nullable *_Nonnull out);
    ONNX_UNUSED(79, 93);
    void (*_Nonnull ReleaseStatus)(OnnxStatus *status);
    ONNX_UNUSED(94, 95);
    void (*_Nonnull ReleaseSession)(OnnxSession *session);
    void (*_Nonnull ReleaseValue)(OnnxValue *value);
    ONNX_UNUSED(97, 98);
    void (*_Nonnull ReleaseTypeInfo)(OnnxTypeInfo *info);
    void (*_Nonnull ReleaseTensorTypeAndShapeInfo)(OnnxTensorInfo *info);
    void (*_Nonnull ReleaseSessionOptions)(OnnxSessionOptions *options);
    ONNX_UNUSED(101, 204);
    OnnxResult (*_Nonnull SessionOptionsAppendExecutionProvider_CUDA_V2)(
        OnnxSessionOptions *options, const OnnxCUDAOptions *cuda);
    OnnxResult (*_Nonnull CreateCUDAProviderOptions)(OnnxCUDAOptions *_Nullable *_Nonnull out);
    OnnxResult (*_Nonnull UpdateCUDAProviderOptions)(
        OnnxCUDAOptions *cuda, const char *_Nonnull const *_Nonnull keys, const char *_Nonnull const *_Nonnull values,
        size_t count);
    ONNX_UNUSED(207, 208);
    void (*_Nonnull ReleaseCUDAProviderOptions)(OnnxCUDAOptions *cuda);
    ONNX_UNUSED(209, 266);
    /// Since 1.17, the newest function of this table. `context` must outlive the sessions made with the options.
    OnnxResult (*_Nonnull SetUserLoggingFunction)(
        OnnxSessionOptions *options, OnnxLogger logger, void *_Nullable context);
} OnnxAPI;

/// The table's version that has all the functions above: ONNX Runtime 1.17.
enum { OnnxAPIVersion = 17 };

typedef struct OnnxAPIBase {
    /// NULL where the library is older than `version`.
    const OnnxAPI *_Nullable (*_Nonnull GetApi)(uint32_t version);
    /// Such as "1.20.1".
    const char *_Nonnull (*_Nonnull GetVersionString)(void);
} OnnxAPIBase;

/// What the symbol OrtGetApiBase is.
typedef const OnnxAPIBase *_Nullable (*OnnxGetAPIBase)(void);

#pragma clang assume_nonnull end
