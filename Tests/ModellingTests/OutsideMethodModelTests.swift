import Modelling
import Quantities
import Testing

@Suite struct OutsideMethodModelTests {
    private func read(_ text: String, overrides: [Override] = []) throws -> OutsideMethodModel? {
        guard case .outside(let model) = try MethodSource(text: text, file: "here/mine.yaml", overrides: overrides)
        else {
            return nil
        }
        return model
    }

    @Test func everyKeyIsReadAndDefaultsAreStated() throws {
        let whole = try #require(
            try read(
                """
                name: mine
                title: Mine
                command: [python3, "my method.py", --fast]
                files: [my method.py, data]
                time-limit: "2 min"
                memory-limit: "3 GB"
                output-limit: "100 MB"
                maps: max1
                options: {components: 2}
                """))
        #expect(whole.name == "mine" && whole.title == "Mine" && whole.maps == "max1")
        #expect(whole.command == ["python3", "my method.py", "--fast"] && whole.files == ["my method.py", "data"])
        #expect(whole.timeLimit.value == 120 && whole.memoryLimit.value == 3e9 && whole.outputLimit.value == 1e8)
        #expect(try read(whole.yaml) == whole)
        let least = try #require(try read("{name: mine, command: [unmix]}"))
        #expect(least.files == [] && least.maps == "native" && least.title == nil)
        #expect(least.timeLimit.value == 600 && least.memoryLimit.value == 8e9 && least.outputLimit.value == 2e9)
    }

    @Test func settingsChangeOptions() throws {
        let text = "{name: mine, command: [unmix], options: {components: 2, fast: true}}"
        let model = try #require(try read(text, overrides: [Override(argument: "components=3")]))
        #expect(model.yaml.contains("options: {components: 3, fast: true}"))
    }

    @Test func aBuiltInMethodsFileIsStillOne() throws {
        #expect(try read("nmf: {components: 2}") == nil)
        #expect(try read("svd") == nil)
    }

    @Test(arguments: [
        ("{command: [a]}", "name: required key is missing"), ("{name: mine}", "command: required key is missing"),
        ("{name: mine, command: []}", "command: is empty"), ("{name: mine, command: a b}", "command: is \"a b\""),
        ("{name: mine, command: [a], comand: [b]}", "comand: unknown key; did you mean \"command\"?"),
        ("{name: ../mine, command: [a]}", "name: \"../mine\" cannot name a file"),
        ("{name: mine, command: [a], files: [../a]}", "files: \"../a\" leaves the folder"),
        ("{name: mine, command: [a], files: [a/../../b]}", "leaves the folder"),
        ("{name: mine, command: [a], files: [/etc/passwd]}", "leaves the folder"),
        ("{name: mine, command: [a], files: [\".\"]}", "leaves the folder"),
        ("{name: mine, command: [a], maps: max}", "maps: \"max\" is not known here; did you mean max1?"),
        ("{name: mine, command: [a], time-limit: 3}", "time-limit: \"3\" has no unit"),
        ("{name: mine, command: [a], time-limit: \"0 s\"}", "time-limit: is 0 s"),
        ("{name: mine, command: [a], memory-limit: \"1 kB\"}", "memory-limit: is 1 kB"),
        ("{name: mine, command: [a], options: 3}", "options: is \"3\""),
        ("{name: mine, command: [{a: b}]}", "command: holds a map"),
    ])
    func aMistakeIsToldInOneLine(text: String, message: String) {
        #expect { try read(text) } throws: { error in
            let line = "\(error)"
            return line.contains(message) && line.hasPrefix("here/mine.yaml") && !line.contains("\n")
        }
    }
}
