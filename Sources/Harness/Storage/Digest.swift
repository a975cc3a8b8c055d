internal import COpenSSL
public import FoundationEssentials

/// SHA-256 as lower-case hexadecimal digits.
public enum Digest {
    public static func of(_ text: String) -> String { of(Data(text.utf8)) }

    public static func of(_ data: Data) -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        data.withUnsafeBytes { bytes in
            _ = SHA256(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &digest)
        }
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// The digest of a file, read piece by piece; nil when it cannot be read.
    public static func ofFile(_ url: URL) -> String? {
        guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else { return nil }
        return of(data)
    }
}
