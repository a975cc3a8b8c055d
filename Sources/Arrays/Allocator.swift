internal import CKernels

/// The process's heap.
package enum Allocator {
    /// Gives the memory of freed blocks back to the system; else the allocator keeps it for blocks like those.
    package static func handBack() { tb_trim_heap() }
}
