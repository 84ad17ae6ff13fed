#pragma once
#include "discovery.h"
