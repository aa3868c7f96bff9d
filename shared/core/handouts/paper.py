"""The style of what is printed: one A4 page, black on white, readable from where it hangs."""

CSS = """
@page { size: A4; margin: 18mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
body {
  max-width: 174mm; margin: 0 auto; padding: 12mm 0; color: #1c2427; background: #fff;
  font: 12pt/1.65 system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
    "Noto Sans SC", sans-serif; overflow-wrap: anywhere;
}
@media print { body { padding: 0; } }
h1 { font-size: 24pt; line-height: 1.35; letter-spacing: .02em; }
h2 { font-size: 14pt; margin: 6mm 0 1mm; color: #0b6660; }
p.lead { margin-top: 3mm; color: #404a4e; }
ul { padding-left: 6mm; }
li { margin: .8mm 0; }
footer { margin-top: 7mm; padding-top: 3mm; border-top: 1px solid #c9d0ce; color: #404a4e; font-size: 11pt; }
.poster h1 { margin-top: 6mm; font-size: 46pt; line-height: 1.25; }
.poster p.lead { font-size: 20pt; margin: 7mm 0 14mm; color: #0b6660; }
.poster ol { list-style: none; counter-reset: step; }
.poster li { position: relative; min-height: 17mm; margin: 0 0 11mm; padding-left: 24mm; font-size: 24pt; line-height: 1.45; counter-increment: step; }
.poster li::before {
  content: counter(step); position: absolute; left: 0; top: 0; width: 16mm; height: 16mm; border-radius: 50%;
  background: #0b6660; color: #fff; font-size: 21pt; font-weight: 650; line-height: 16mm; text-align: center;
  print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
.poster footer { margin-top: 16mm; font-size: 14pt; line-height: 1.8; }
"""
