"""The job of `tsunagi audit` by somebody with polars: CP932 in and out, addresses normalised, the same kinds of finding.

Two addresses are alike that share one of the forms that leaving one character out gives, or one of them is such a form of the other.
"""

import io
import sys

import polars as pl

neo_file, amazon_file, out = sys.argv[1:4]


def read(path: str) -> pl.DataFrame:
    with open(path, encoding="cp932", newline="") as file:
        return pl.read_csv(io.BytesIO(file.read().encode()), infer_schema=False)


def normalised(column: str) -> pl.Expr:
    return pl.col(column).str.normalize("NFKC").str.strip_chars().str.to_lowercase()


def forms(frame: pl.DataFrame, address: str) -> pl.DataFrame:
    """Every row once for each form of its address."""
    rows = [
        (at, text[:i] + text[i + 1 :])
        for at, text in enumerate(frame[address].to_list())
        for i in range(len(text) + 1)
    ]
    return pl.DataFrame(rows, schema=["at", "form"], orient="row").unique()


neo = read(neo_file).select(
    id="ID", login="ログインID", name="氏名", email=pl.col("職場用メールアドレス").fill_null(""), suspended="使用停止フラグ"
).with_columns(norm=normalised("email"))
amazon = read(amazon_file).select(found="Eメールアドレス", role="役割").with_columns(norm=normalised("found"))

both = neo.join(amazon, left_on="email", right_on="found", how="inner", coalesce=False)
people = neo.filter(pl.col("email") != "").join(amazon, left_on="email", right_on="found", how="anti")
accounts = amazon.join(neo, left_on="found", right_on="email", how="anti")
written = people.join(accounts, on="norm", how="inner")
people = people.join(written, on="id", how="anti")
accounts = accounts.join(written, on="found", how="anti")
pairs = forms(people, "norm").join(forms(accounts, "found"), on="form").unique(subset=["at"])
alike = pl.concat([people[pairs["at"].to_list()], accounts[pairs["at_right"].to_list()].select("found")], how="horizontal")
people = people.join(alike, on="id", how="anti")
accounts = accounts.join(alike, on="found", how="anti")

COLUMNS = ["code", "severity", "side", "id", "login", "name", "email", "found", "suggestion"]


def rows(frame: pl.DataFrame, code: pl.Expr, severity: pl.Expr, side: str, suggestion: pl.Expr) -> pl.DataFrame:
    empty = [pl.lit("").alias(column) for column in ["id", "login", "name", "email", "found"] if column not in frame.columns]
    return frame.with_columns(
        *empty, code=code, severity=severity, side=pl.lit(side), suggestion=suggestion
    ).select(COLUMNS)


none, block = pl.lit(""), pl.lit("block")
suspended = pl.col("suspended") == "1"
plain = pl.col("email").str.strip_chars()
kind = (
    pl.when(plain != pl.col("email")).then(pl.lit("email-differs-whitespace"))
    .when(plain.str.normalize("NFKC") != plain).then(pl.lit("email-differs-width"))
    .when(plain.str.split("@").list.last() != pl.col("found").str.split("@").list.last()).then(pl.lit("email-differs-domain-form"))
    .otherwise(pl.lit("email-differs-case"))
)
report = pl.concat([
    rows(neo.filter(pl.col("email") == ""), pl.lit("work-email-missing"), block, "neo", none),
    rows(
        both.filter(suspended | (pl.col("role") != "パンチアウト")),
        pl.when(suspended).then(pl.lit("amazon-user-of-suspended")).otherwise(pl.lit("punchout-role-missing")),
        pl.when(suspended).then(pl.lit("risk")).otherwise(block), "both", none,
    ),
    rows(written, kind, block, "both", pl.col("found")),
    rows(alike, pl.lit("email-differs-typo"), block, "both", none),
    rows(people, pl.lit("amazon-user-missing"), block, "neo", none),
    rows(accounts, pl.lit("amazon-orphan"), pl.lit("note"), "amazon", none),
])
with open(out, "w", encoding="cp932", newline="") as file:
    file.write(report.write_csv())
