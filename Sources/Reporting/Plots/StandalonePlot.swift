extension Plot {
    /// The plot as an SVG file of its own: on white, with its styles in it.
    var standalone: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="\(Numbers.coordinate(width * 1.4))" \
        height="\(Numbers.coordinate(height * 1.4))" viewBox="0 0 \(Numbers.coordinate(width)) \(Numbers.coordinate(height))" \
        class="plot" font-family="sans-serif">
        <title>\(HTML.escaped(description))</title>
        <style>\(Style.lightColours)
        \(Style.plots)</style>
        <rect width="100%" height="100%" fill="#fff"/>
        \(markup.text)
        </svg>

        """
    }
}
