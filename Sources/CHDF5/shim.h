/* HDF5's type and class identifiers are macros that initialise the library: Swift sees them through these getters. */
#include <hdf5.h>

/* As numbers lie in a file: little-endian whatever the machine. */
static inline hid_t tb_h5t_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t tb_h5t_uint16(void) { return H5T_STD_U16LE; }
static inline hid_t tb_h5t_int8(void) { return H5T_STD_I8LE; }
static inline hid_t tb_h5t_int64(void) { return H5T_STD_I64LE; }
static inline hid_t tb_h5t_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t tb_h5t_float(void) { return H5T_IEEE_F32LE; }
static inline hid_t tb_h5t_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t tb_h5t_c_string(void) { return H5T_C_S1; }
/* As numbers lie in memory. */
static inline hid_t tb_h5t_native_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t tb_h5t_native_uint16(void) { return H5T_NATIVE_UINT16; }
static inline hid_t tb_h5t_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t tb_h5t_native_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t tb_h5t_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t tb_h5t_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline size_t tb_h5t_variable(void) { return H5T_VARIABLE; }

static inline hid_t tb_h5p_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t tb_h5p_dataset_access(void) { return H5P_DATASET_ACCESS; }
static inline hid_t tb_h5p_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t tb_h5p_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t tb_h5p_file_access(void) { return H5P_FILE_ACCESS; }
static inline unsigned tb_h5f_acc_trunc(void) { return H5F_ACC_TRUNC; }
static inline unsigned tb_h5f_acc_rdonly(void) { return H5F_ACC_RDONLY; }
