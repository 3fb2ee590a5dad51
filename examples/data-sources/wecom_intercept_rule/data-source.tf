# Rules that were made in the console can be read, not changed.
data "wecom_intercept_rule" "console" {
  name = "禁止私下收款"
}

output "console_words" {
  value = data.wecom_intercept_rule.console.words
}
