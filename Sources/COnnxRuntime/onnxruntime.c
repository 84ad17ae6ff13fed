#include "COnnxRuntime.h"

// A wrong gap in the table would call another function. Each line is a function's position upstream.
#define ONNX_POSITION(name, position) \
    _Static_assert(offsetof(OnnxAPI, name) == (position) * sizeof(void *), #name " is at " #position)

ONNX_POSITION(GetErrorMessage, 2);
ONNX_POSITION(CreateEnv, 3);
ONNX_POSITION(CreateSession, 7);
ONNX_POSITION(Run, 9);
ONNX_POSITION(CreateSessionOptions, 10);
ONNX_POSITION(SetSessionLogSeverityLevel, 22);
ONNX_POSITION(SetIntraOpNumThreads, 24);
ONNX_POSITION(SessionGetInputCount, 30);
ONNX_POSITION(SessionGetOutputCount, 31);
ONNX_POSITION(SessionGetInputTypeInfo, 33);
ONNX_POSITION(SessionGetOutputTypeInfo, 34);
ONNX_POSITION(SessionGetInputName, 36);
ONNX_POSITION(SessionGetOutputName, 37);
ONNX_POSITION(CreateTensorWithDataAsOrtValue, 49);
ONNX_POSITION(GetTensorMutableData, 51);
ONNX_POSITION(CastTypeInfoToTensorInfo, 55);
ONNX_POSITION(GetOnnxTypeFromTypeInfo, 56);
ONNX_POSITION(GetTensorElementType, 60);
ONNX_POSITION(GetDimensionsCount, 61);
ONNX_POSITION(GetDimensions, 62);
ONNX_POSITION(GetSymbolicDimensions, 63);
ONNX_POSITION(GetTensorTypeAndShape, 65);
ONNX_POSITION(CreateCpuMemoryInfo, 69);
ONNX_POSITION(AllocatorFree, 76);
ONNX_POSITION(GetAllocatorWithDefaultOptions, 78);
ONNX_POSITION(ReleaseStatus, 93);
ONNX_POSITION(ReleaseSession, 95);
ONNX_POSITION(ReleaseValue, 96);
ONNX_POSITION(ReleaseTypeInfo, 98);
ONNX_POSITION(ReleaseTensorTypeAndShapeInfo, 99);
ONNX_POSITION(ReleaseSessionOptions, 100);
ONNX_POSITION(SessionOptionsAppendExecutionProvider_CUDA_V2, 204);
ONNX_POSITION(CreateCUDAProviderOptions, 205);
ONNX_POSITION(UpdateCUDAProviderOptions, 206);
ONNX_POSITION(ReleaseCUDAProviderOptions, 208);
ONNX_POSITION(SetUserLoggingFunction, 266);
