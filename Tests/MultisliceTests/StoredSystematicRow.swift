/// The stored numbers of the 220 systematic row (systematic_row_220.json).
struct StoredSystematicRow: Decodable {
    struct Bloch: Decodable {
        /// nm.
        let thickness: [Double]
        /// Beams by their order in the row.
        let minusOne: [Double]
        let zero: [Double]
        let one: [Double]
        let two: [Double]

        private enum CodingKeys: String, CodingKey {
            case thickness = "thickness_nm"
            case minusOne = "I_m1"
            case zero = "I_0"
            case one = "I_1"
            case two = "I_2"
        }
    }
    /// nm⁻¹.
    let g220: Double
    /// V.
    let coefficient: Double
    let bloch: Bloch

    private enum CodingKeys: String, CodingKey {
        case g220, bloch
        case coefficient = "V220_V"
    }
}
