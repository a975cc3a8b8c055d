/// A number of things in a record: read only where it is one, and so small that sums of a few can be counted.
@propertyWrapper
public struct Counted: Codable, Sendable, Hashable {
    public var wrappedValue: Int

    public init(wrappedValue: Int) { self.wrappedValue = wrappedValue }

    private static let most = 1 << 40

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = try container.decode(Int.self)
        guard (0...Self.most).contains(wrappedValue) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(wrappedValue) is no number of things")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}
