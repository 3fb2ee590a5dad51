# Applies the module to an emulated corp, which enforces WeCom's rules and remembers. The credentials are those of the
# emulator's example corp and open nothing real; the address comes from WECOM_ENDPOINT (see README.md).

provider "wecom" {
  corp_id         = "ww0000000000example"
  secret          = "example-app-secret-not-a-real-one-000000002"
  contacts_secret = "example-contacts-secret-not-a-real-one-0001"
}

variables {
  name     = "杭州直营"
  user_ids = ["wangfang", "wuqiang"]
  channels = {
    expo = "展会"
    shop = "门店"
  }
}

# Refused before anything is sent.
run "slash" {
  command = plan

  variables {
    name = "杭州/直营"
  }

  expect_failures = [var.name]
}

run "create" {
  assert {
    condition     = wecom_department.team.parent_id == 1 && output.department_id > 1
    error_message = "The team is not a department directly below the root."
  }

  assert {
    condition     = keys(output.published) == ["qr_code expo", "qr_code shop", "tag expo", "tag shop"]
    error_message = "Each channel needs its tag and its QR code."
  }

  assert {
    condition     = alltrue([for way in wecom_contact_way.poster : startswith(way.qr_code, "http")])
    error_message = "A QR code has no address."
  }
}

run "remember" {
  module {
    source = "./tests/remember"
  }

  variables {
    value = run.create.published
  }
}

run "rename" {
  variables {
    channels = {
      expo = "春季展会"
      shop = "门店"
    }
  }

  assert {
    condition     = wecom_tag_group.source.tags["expo"].name == "春季展会" && wecom_contact_way.poster["expo"].remark == "春季展会海报"
    error_message = "The new name did not arrive."
  }
}

# What is printed and what customers carry must outlive a rename.
run "published_is_kept" {
  module {
    source = "./tests/compare"
  }

  variables {
    before = run.remember.value
    after  = run.rename.published
  }

  assert {
    condition     = output.same
    error_message = "Renaming a channel made a new tag or a new QR code: customers would lose the one, the other would be dead."
  }
}
