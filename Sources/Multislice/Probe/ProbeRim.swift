internal import Arrays
internal import ComplexModule
internal import Quantities

extension ProbeSimulation {
    /// How much of the frame along a window's edges counts as its rim, as a share of each side.
    package static let rimWidth = 0.05

    /// The share of a probe's intensity that comes to the window's rim in vacuum, in the worse of the entrance and the exit plane
    /// at the first azimuth. A hard aperture's probe falls off with the cube of the distance: some of it is always there, where
    /// the boundary's depth is another one.
    package func rimShare() throws -> Double {
        let tilt = columns.tilts[0]
        return try [0, columns.thickness].map { depth in
            let grid = window.grid
            var field = Field<ReciprocalSpace, Double>(sizeX: grid.nx, sizeY: grid.ny)
            for component in probe.components(
                on: grid, wavelength: columns.electron.wavelength, tilt: tilt, depth: depth)
            {
                field[component.x, component.y] = component.amplitude
            }
            let wave = try field.inverseFourierTransformed()
            var (rim, all) = (0.0, 0.0)
            for x in 0..<grid.nx {
                for y in 0..<grid.ny {
                    let point: SIMD2 = [
                        Double(x) / Double(grid.nx) * grid.lengthX, Double(y) / Double(grid.ny) * grid.lengthY,
                    ]
                    let way = window.way(from: probe.position, to: point)
                    let intensity = wave[x, y].lengthSquared
                    all += intensity
                    if abs(way.x) > (0.5 - Self.rimWidth) * grid.lengthX
                        || abs(way.y) > (0.5 - Self.rimWidth) * grid.lengthY
                    {
                        rim += intensity
                    }
                }
            }
            return rim / all
        }.max() ?? 0
    }
}
