import Glibc
import Reporting
import Testing

@Suite struct PlotTests {
    @Test(arguments: [0.0...1.0, -0.04...1.04, 0...56.25, -3.7...0.02, 1e-7...3e-7, 0...65535])
    func `Ticks are whole multiples of 1, 2 or 5 times a power of ten, inside the range`(range: ClosedRange<Double>) {
        let ticks = Ticks.linear(range)
        #expect((3...8).contains(ticks.count))
        #expect(ticks.allSatisfy { $0 >= range.lowerBound - 1e-12 && $0 <= range.upperBound * (1 + 1e-12) + 1e-12 })
        let step = ticks[1] - ticks[0]
        let mantissa = step / pow(10, floor(log10(step) + 1e-9))
        #expect([1.0, 2, 5].contains { abs(mantissa - $0) < 1e-6 })
        for (first, second) in zip(ticks, ticks.dropFirst()) {
            #expect(abs(second - first - step) < 1e-9 * step + 1e-15)
        }
        for tick in ticks { #expect(abs((tick / step).rounded() - tick / step) < 1e-6) }
    }

    @Test func `An empty range has one tick and no endless loop`() {
        #expect(Ticks.linear(2...2) == [2])
        #expect(Ticks.logarithmic(0...1).isEmpty)
    }

    @Test func `Logarithmic ticks are powers of ten`() {
        #expect(Ticks.logarithmic(1e-4...2) == [1e-4, 1e-3, 1e-2, 1e-1, 1])
    }

    @Test func `Tick labels have the decimals of their distance`() {
        #expect(Ticks.label(0.5, among: [0, 0.5, 1]) == "0.5")
        #expect(Ticks.label(20, among: [0, 20, 40]) == "20")
    }

    @Test func `The contour of a paraboloid is a closed circle`() throws {
        let axis = (0...80).map { -2 + 4 * Double($0) / 80 }
        let values = axis.flatMap { y -> [Double] in axis.map { x in x * x + y * y } }
        let contours = try #require(Contours(x: axis, y: axis, values: values))
        let lines = contours.lines(at: 1.44)
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.first == line.last)
        // Linear interpolation of x² over a cell of width h errs by at most h²/8 in the value, h²/8/(2r) in the radius.
        let tolerance = 0.05 * 0.05 / 8 / 2.4 * 2.1
        #expect(line.allSatisfy { abs(($0.x * $0.x + $0.y * $0.y).squareRoot() - 1.2) < tolerance })
        let length = zip(line, line.dropFirst()).reduce(0.0) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
        #expect(abs(length - 2 * .pi * 1.2) < 0.02)
    }

    @Test func `The contour of a plane is a straight line from edge to edge`() throws {
        let axis = (0...10).map(Double.init)
        let values = axis.flatMap { y -> [Double] in axis.map { x in 2 * x + 3 * y } }
        let contours = try #require(Contours(x: axis, y: axis, values: values))
        let lines = contours.lines(at: 19.5)
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.allSatisfy { abs(2 * $0.x + 3 * $0.y - 19.5) < 1e-12 } })
    }

    @Test func `A saddle has two branches that do not cross`() throws {
        let axis = (-5...5).map(Double.init)
        let values = axis.flatMap { y -> [Double] in axis.map { x in x * y } }
        let contours = try #require(Contours(x: axis, y: axis, values: values))
        let lines = contours.lines(at: 0.5)
        #expect(lines.count == 2)
        for line in lines { #expect(Set(line.map { $0.x > 0 }).count == 1) }
    }

    @Test func `A grid without cells has no contours`() {
        #expect(Contours(x: [1], y: [1, 2], values: [1, 2]) == nil)
        #expect(Contours(x: [1, 2], y: [1, 2], values: [1, 2, 3]) == nil)
    }
}

@Suite struct HeatMapTests {
    private static func map(
        _ x: HeatMap.Axis, _ y: HeatMap.Axis, bound: Double, _ distance: (Double, Double) -> Double?
    )
        -> HeatMap?
    {
        let cells = y.values.flatMap { y in
            x.values.map { x in distance(x, y).map { HeatMap.Cell(text: "\($0)", distance: $0, title: "\(x), \(y)") } }
        }
        return HeatMap(description: "a map", x: x, y: y, cells: cells, bound: bound)
    }

    @Test func `The boundary of a plane is its straight level line`() throws {
        let x = HeatMap.Axis(title: "x", values: [0, 5, 10, 20, 40])
        let y = HeatMap.Axis(title: "y", values: [20, 50, 150])
        let map = try #require(Self.map(x, y, bound: 1.3) { 0.02 * $0 + 0.01 * $1 })
        #expect(map.boundary.count == 1)
        #expect(map.boundary.joined().allSatisfy { abs(0.02 * $0.x + 0.01 * $0.y - 1.3) < 1e-12 })
    }

    @Test func `On a logarithmic axis a power of ten lies where its exponent says`() throws {
        let x = HeatMap.Axis(title: "dose", values: [1e2, 1e4, 1e6], spacing: .logarithmic)
        let y = HeatMap.Axis(title: "y", values: [0, 1])
        let map = try #require(Self.map(x, y, bound: 0.5) { dose, _ in (6 - log10(dose)) / 4 })
        #expect(map.boundary.joined().allSatisfy { abs($0.x / 1e4 - 1) < 1e-9 })
    }

    @Test func `On an even axis neighbours are equally far apart, and the boundary lies between their places`() throws {
        let x = HeatMap.Axis(title: "x", values: [1, 2])
        let y = HeatMap.Axis(title: "background", values: [0, 0.05, 5], spacing: .even)
        let levels = [0.0: 1.0, 0.05: 2.0, 5: 4.0]
        let map = try #require(Self.map(x, y, bound: 2.5) { levels[$1] })
        // A quarter of the way from the second value to the third.
        #expect(!map.boundary.isEmpty && map.boundary.joined().allSatisfy { abs($0.y - 1.25) < 1e-12 })
        let labels = ["0", "0.05", "5"].allSatisfy { map.html.text.contains("text-anchor=\"end\">\($0)</text>") }
        #expect(labels)
    }

    @Test func `A chosen number keeps no idle zeros, and a large power of ten is one`() {
        #expect(Numbers.chosen(37.5) == "37.5" && Numbers.chosen(20) == "20" && Numbers.chosen(0.05) == "0.05")
        #expect(Numbers.chosen(1e7) == "10⁷" && Numbers.chosen(1000) == "10³" && Numbers.chosen(3000) == "3000")
    }

    @Test func `Cells without a value are left out, and no boundary runs beside them`() throws {
        let axis = HeatMap.Axis(title: "x", values: [1, 2, 3])
        let map = try #require(Self.map(axis, axis, bound: 1.5) { x, y in x == 2 && y == 2 ? nil : x })
        #expect(map.boundary.isEmpty)
        #expect(map.html.text.split(separator: "<rect").count == 9)
        #expect(Self.map(axis, axis, bound: 1) { x, _ in x }?.html.text.contains("class=\"number kept\"") == true)
        #expect(HeatMap(description: "", x: axis, y: axis, cells: [nil], bound: 1) == nil)
    }
}
