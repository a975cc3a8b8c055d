/// How a number lies in a flat binary file.
struct BinaryNumber: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case unsigned, signed, float }

    let kind: Kind
    /// Bytes.
    let size: Int
    var isBigEndian = false

    static let uint8 = BinaryNumber(kind: .unsigned, size: 1)

    /// Decodes as many numbers as `values` has room for.
    ///
    /// - Precondition: `bytes` holds them, and kind and size make one of the types below.
    func decode<Value: BinaryFloatingPoint>(
        _ bytes: UnsafeRawBufferPointer, into values: UnsafeMutableBufferPointer<Value>
    ) {
        switch (kind, size) {
        case (.unsigned, 1): load(bytes, values) { (number: UInt8) in Value(number) }
        case (.signed, 1): load(bytes, values) { (number: Int8) in Value(number) }
        case (.unsigned, 2): load(bytes, values) { Value(ordered($0) as UInt16) }
        case (.signed, 2): load(bytes, values) { Value(ordered($0) as Int16) }
        case (.unsigned, 4): load(bytes, values) { Value(ordered($0) as UInt32) }
        case (.signed, 4): load(bytes, values) { Value(ordered($0) as Int32) }
        case (.unsigned, 8): load(bytes, values) { Value(ordered($0) as UInt64) }
        case (.signed, 8): load(bytes, values) { Value(ordered($0) as Int64) }
        case (.float, 4): load(bytes, values) { Value(Float(bitPattern: ordered($0))) }
        case (.float, 8): load(bytes, values) { Value(Double(bitPattern: ordered($0))) }
        default: preconditionFailure("no number of \(size) bytes")
        }
    }

    @inline(__always)
    private func ordered<T: FixedWidthInteger>(_ number: T) -> T {
        isBigEndian ? number.bigEndian : number.littleEndian
    }

    @inline(__always)
    private func load<T: FixedWidthInteger & BitwiseCopyable, Value>(
        _ bytes: UnsafeRawBufferPointer, _ values: UnsafeMutableBufferPointer<Value>, _ convert: (T) -> Value
    ) {
        precondition(bytes.count >= values.count * MemoryLayout<T>.size, "too few bytes")
        for index in values.indices {
            values[index] = convert(bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<T>.size, as: T.self))
        }
    }
}
