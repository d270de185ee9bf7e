"""The bench harness: definitions, rows, workers in processes of their own, judgement, records.

`definition` says what is measured, `rows` makes or reads the articles, `process` starts `worker` with one
engine at a time, `truth` judges what came out, `record` writes it down with `machine`.
"""
