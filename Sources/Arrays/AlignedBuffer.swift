/// Memory that starts on a cache line, for transforms and vector kernels.
package final class AlignedBuffer<Element>: @unchecked Sendable {
    package let pointer: UnsafeMutablePointer<Element>
    package let count: Int

    package init(count: Int, repeating value: Element) {
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            .bindMemory(to: Element.self, capacity: max(1, count))
        pointer.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit { pointer.deallocate() }

    package func copy(from other: AlignedBuffer) {
        precondition(count == other.count)
        pointer.update(from: other.pointer, count: count)
    }
}
