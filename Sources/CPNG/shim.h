/* libpng's format identifiers are macros with casts: Swift sees them through these getters. */
#include <png.h>

static inline png_uint_32 tb_png_version(void) { return PNG_IMAGE_VERSION; }
static inline png_uint_32 tb_png_grey(void) { return PNG_FORMAT_GRAY; }
static inline png_uint_32 tb_png_rgb(void) { return PNG_FORMAT_RGB; }
static inline png_uint_32 tb_png_rgba(void) { return PNG_FORMAT_RGBA; }
static inline png_uint_32 tb_png_rgba_palette(void) { return PNG_FORMAT_RGBA_COLORMAP; }
