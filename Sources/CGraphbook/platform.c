#include "CGraphbook.h"
