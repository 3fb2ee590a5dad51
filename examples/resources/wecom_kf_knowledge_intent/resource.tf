resource "wecom_kf_knowledge_group" "returns" {
  name = "退换货"
}

# A question that the robot answers, with a picture and a link.
resource "wecom_kf_knowledge_intent" "how_to_return" {
  group_id          = wecom_kf_knowledge_group.returns.id
  question          = "怎么退货？"
  similar_questions = ["可以退货吗", "退货流程"]

  answer = {
    text = "收到货 7 天内可以退货，请填写退货单。"
    attachments = [
      { image = { file = "${path.module}/label.png" } },
      { link = { title = "退货单", url = "https://example.com/returns" } },
    ]
  }
}
