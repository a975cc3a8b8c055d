import FoundationEssentials
import Multislice
import Specimens
import TestSupport

/// One GaAs crystal of the reference files, in the smallest rectangular cell of its zone axis.
struct SingleCrystalCase {
    /// A file such as GaAs_311_300kV.json; lengths in nm.
    private struct Stored: Decodable {
        let zone: [Int]
        let x: [Int]
        let y: [Int]
        let sides: [Double]
        let grid: [Int]
        let slicesPerPeriod: Int
        let beams: [String: [String: [Double]]]

        private enum CodingKeys: String, CodingKey {
            case zone, x, y, grid, beams
            case sides = "L"
            case slicesPerPeriod = "nslices_per_period"
        }
    }

    enum Zone: String {
        case z110 = "GaAs_110_300kV"
        case z311 = "GaAs_311_300kV"
    }

    private let stored: Stored
    let slab: PeriodicSlab
    let sliced: SlicedCrystal

    init(_ zone: Zone, debyeWaller: Bool = true) throws {
        stored = try Reference.json("multislice/\(zone.rawValue).json", as: Stored.self)
        let structure = try GaAsCase.structure(debyeWaller: debyeWaller)
        let orientation = try Orientation(
            of: structure.cell, zone: Self.indices(stored.zone), up: Self.indices(stored.y))
        slab = PeriodicSlab(
            of: structure, rotation: orientation.rotation, cellX: stored.sides[0] * 10, cellY: stored.sides[1] * 10,
            depth: stored.sides[2] * 10)
        sliced = try SlicedCrystal(
            slab, nominalThickness: slab.depth / Double(stored.slicesPerPeriod), name: zone.rawValue)
    }

    /// The reference's grid.
    var grid: ReciprocalGrid {
        get throws {
            try ReciprocalGrid(nx: stored.grid[0], ny: stored.grid[1], lengthX: slab.cellX, lengthY: slab.cellY)
        }
    }

    /// The stored intensities after every period, by "h k l", and their "total".
    func beams(debyeWaller: Bool) -> [String: [Double]] { stored.beams[debyeWaller ? "DW" : "B0"] ?? [:] }

    /// The beam's place on the grid: g·X and g·Y for the sides X and Y of the cell.
    func order(of reflection: MillerIndices) -> (u: Int, v: Int) {
        func order(along direction: [Int], side: Double) -> Int {
            let vector = Self.indices(direction).vector
            let multiple = side / (GaAsCase.latticeParameter * norm(vector))
            return Int((dot(reflection.vector, vector) * multiple).rounded())
        }
        return (order(along: stored.x, side: slab.cellX), order(along: stored.y, side: slab.cellY))
    }

    /// The same for "h k l"; nil when the text is no reflection.
    func order(of reflection: String) -> (u: Int, v: Int)? {
        let values = reflection.split(separator: " ").compactMap { Int($0) }
        return values.count == 3 ? order(of: Self.indices(values)) : nil
    }

    private static func indices(_ values: [Int]) -> MillerIndices { MillerIndices(values[0], values[1], values[2]) }
}
