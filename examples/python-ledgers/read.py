import json

with open("ledger.json", encoding="utf-8") as file:
    ledger = json.load(file)
for article in ledger["articles"]:
    with open("articles/town.txt", encoding="utf-8") as file:
        text = file.read()
    for segment in article["segments"]:
        assert text[segment["start"]:segment["end"]] == segment["text"], segment
        print(segment["lang"], segment["role"], segment["text"])
