/// Memory that starts on a cache line, for transforms and vector kernels.
package final class AlignedBuffer<Element>: @unchecked Sendable {
    package let pointer: UnsafeMutablePointer<Element>
    package let count: Int

    private init(uninitialized count: Int) {
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            .bindMemory(to: Element.self, capacity: max(1, count))
        self.count = count
    }

    package convenience init(count: Int, repeating value: Element) {
        self.init(uninitialized: count)
        pointer.initialize(repeating: value, count: count)
    }

    /// A copy of `elements`.
    package convenience init(_ elements: [Element]) {
        self.init(uninitialized: elements.count)
        elements.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { pointer.initialize(from: start, count: source.count) }
        }
    }

    deinit { pointer.deallocate() }

    package func copy(from other: AlignedBuffer) {
        precondition(count == other.count)
        pointer.update(from: other.pointer, count: count)
    }
}
