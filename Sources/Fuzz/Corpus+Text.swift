// Texts of kinds that the checkout has no small example of.
extension Corpus {
    static let arrays = """
        kind: gaussian-arrays
        pixels: [16, 16]
        sigma: "0.6 px"
        cut-off: "2 px"
        members:
          - {name: A, lattice: {spacing: "5 px", origin: [8, 8], range: [-1, 1], sites: all}}
          - {name: B, lattice: {spacing: "5 px", origin: [10.5, 10.5], range: [-1, 0], sites: all}}
        scan: {pure: 3, mixed: 3}
        """

    var bicrystal: String {
        """
        kind: line-scan-bicrystal
        crystal: "\(checkoutPath)/Models/crystals/GaAs.cif"
        twin: {axis: [1, -1, 1], angle: "180 deg"}
        beam: {zone: [3, 1, 1], up: [0, -1, 1]}
        stack: {unit: "3.74997 nm", units: 2}
        precession: {angle: "10 mrad", azimuths: 3}
        discretization: {grid: [180, 54], slices-per-unit: 9}
        scan: {pure-copies: 2}
        detector: {pixels: [16, 16], half-width: "4 nm^-1"}
        """
    }

    static let texts = [
        (
            "xyz", "extended.xyz",
            """
            2
            Lattice="5.4 0 0 0 5.4 0 0 0 5.4" Properties=species:S:1:pos:R:3:occupancy:R:1:b:R:1
            Ga 0 0 0 1 0.6
            As 1.35 1.35 1.35 0.5 0.5

            """
        ),
        (
            "xyz", "turned.xyz",
            """
            1
            Lattice="4 0 0 2 3.4641 0 0 0 7" Properties=pos:R:3:species:S:1:u_iso:R:1
            0.1 0.2 0.3 Si 0.01

            """
        ),
        ("hdr", "scan.hdr", "HDR,\nFrames in Acquisition (Number):\t6\nFrames per Trigger (Number):\t3\nEnd\t\n"),
        ("spots", "ring.csv", "x,y\n26,16\n16,25\n6,16\n16,7\n23,23\n9,9\n"),
        ("spots", "known.txt", "# x y kx ky\n26 16 1 0\n16 25 0 1\n6 16 -1 0\n16 7 0 -1\n"),
        (
            "method", "outside.yaml",
            """
            name: mine
            title: Mine
            command: [python3, my_method.py]
            files: [my_method.py]
            options: {components: 2, nested: {a: [1, 2]}}
            maps: max1
            time-limit: "10 min"
            memory-limit: "8 GB"
            output-limit: "2 GB"

            """
        ),
    ]

    static let experiments = [
        (
            "trials",
            """
            question: Does it work?
            datasets: [arrays.yaml, {model: arrays.yaml, as: longer, set: {scan.pure: 4}}]
            methods: [nmf: {components: 2}, {nmf: {components: 20}, as: many}, fuzzy-c-means: {clusters: 2, starts: 2}]
            claims:
              - {id: T1, text: exact, dataset: arrays, method: nmf, metric: map-rmse, at-most: 0.01}
              - {id: T2, text: none, dataset: arrays, method: many, metric: map-rmse, at-most: 1, verdict: not-testable}

            """
        ),
        (
            "study",
            """
            question: Which method?
            datasets:
              - {model: arrays.yaml, as: n, set: {counts: 100, storage: uint16}, repeats: {seeds: [1, 2], held-out: [9]}}
            methods: [nmf: {components: 2}, svd: {components: 2}]
            remedies: {against: [nmf], artefacts: [{metric: max-deviation, name: not linear, within: 0.1}]}

            """
        ),
        (
            "maps",
            """
            question: Which angle?
            datasets:
              - model: bicrystal.yaml
                as: gaas
                sweep: {precession.angle: ["0 mrad", "10 mrad"], stack.unit: ["3.74997 nm", "7.49994 nm"]}
              - {model: bicrystal.yaml, as: other, held-out: true, set: {bend: {amount: "4 mrad"}}}
            methods: [nmf: {components: 2}]
            maps:
              x: precession.angle
              y: {key: stack.unit, title: unit}
              verdicts: [{metric: max-deviation, name: linear, within: 0.1}]
            rule: fit

            """
        ),
    ]
}
