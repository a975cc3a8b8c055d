/// The translations of a crystal, centring included: integer combinations of a primitive basis.
package struct Lattice: Sendable {
    /// The primitive vectors as columns, Å, in the axes of choice.
    package let basis: Matrix3
    let inverse: Matrix3

    package init(basis: Matrix3) {
        self.basis = basis
        inverse = basis.inverse
    }

    /// The lattice of a structure in crystal Cartesian axes. Centring is found from the sites.
    package init(of structure: CrystalStructure) {
        let translations = structure.centring
        let order = translations.count
        // In units of 1/order of the cell's edges every translation is a vector of integers.
        var generators = [[order, 0, 0], [0, order, 0], [0, 0, order]]
        for translation in translations where translation != .zero {
            generators.append((0..<3).map { Int((translation[$0] * Double(order)).rounded()) })
        }
        let primitive = Self.triangular(generators).map { row in
            structure.cell.cartesian([Double(row[0]), Double(row[1]), Double(row[2])] / Double(order))
        }
        self.init(basis: Matrix3(columns: primitive[0], primitive[1], primitive[2]))
    }

    /// The lattice in other axes: `placement` is a rotation, a reflection or a slight deformation of one.
    package func placed(by placement: Matrix3) -> Lattice { Lattice(basis: placement * basis) }

    /// The shortest lattice vector along `direction`, as its length in Å; nil when there is none up to `bound`.
    ///
    /// The direction is t q in the primitive basis; t is sought for which t q is a vector of integers, by letting the
    /// largest of its components run through 1, 2, 3 ...
    package func period(along direction: SIMD3<Double>, upTo bound: Double) -> Double? {
        let unit = normalized(direction)
        let components = inverse * unit
        let largest = max(abs(components.x), abs(components.y), abs(components.z))
        var count = 1.0
        while count / largest <= bound {
            let length = count / largest
            let integers = (components * length).rounded(.toNearestOrEven)
            if norm(basis * integers - unit * length) < Self.tolerance { return length }
            count += 1
        }
        return nil
    }

    /// How far (Å) a translation may lie from a lattice point and count as one: rounding, not strain.
    private static let tolerance = 1e-6

    /// A basis of the lattice that integer `generators` span: the Hermite normal form, by Euclid's algorithm on each column.
    private static func triangular(_ generators: [[Int]]) -> [[Int]] {
        var rows = generators
        var basis: [[Int]] = []
        for column in 0..<3 {
            while true {
                let candidates = rows.indices.filter { rows[$0][column] != 0 }
                guard let pivot = candidates.min(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }) else { break }
                if candidates.count == 1 {
                    basis.append(rows.remove(at: pivot))
                    break
                }
                for row in candidates where row != pivot {
                    let quotient = rows[row][column] / rows[pivot][column]
                    rows[row] = zip(rows[row], rows[pivot]).map { $0 - quotient * $1 }
                }
            }
        }
        return basis
    }
}

extension CrystalStructure {
    /// The translations within the cell that map the structure on itself, (0, 0, 0) among them.
    package var centring: [SIMD3<Double>] {
        let tolerance = 1e-3
        func isSameKind(_ a: Site, _ b: Site) -> Bool {
            a.element == b.element && abs(a.occupancy - b.occupancy) < tolerance && abs(a.b - b.b) < tolerance
        }
        // A translation carries the first site of the rarest kind to another of its kind.
        let kinds = sites.map { site in sites.filter { isSameKind($0, site) }.count }
        guard let rarest = kinds.indices.min(by: { kinds[$0] < kinds[$1] }) else { return [.zero] }
        let found = sites.filter { isSameKind($0, sites[rarest]) }.map { wrapped($0.position - sites[rarest].position) }
            .filter { shift in
                sites.allSatisfy { site in
                    sites.contains {
                        isSameKind($0, site) && separation($0.position, site.position + shift) < tolerance
                    }
                }
            }
        // They form a group, so its order times each is a whole vector: this takes the file's rounding out.
        let order = Double(found.count)
        return found.map { wrapped(($0 * order).rounded(.toNearestOrEven) / order) }
    }
}
