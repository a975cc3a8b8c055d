import Harness
import Testing

@Suite("Digests")
struct DigestTests {
    @Test("SHA-256 of the empty text and of \"abc\" are those of FIPS 180-4")
    func knownDigests() {
        #expect(Digest.of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest.of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
