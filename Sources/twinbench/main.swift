print("twinbench")
