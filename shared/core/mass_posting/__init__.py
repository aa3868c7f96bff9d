"""Who posts to many, or much, in rest hours (五.6). `tally.PostTally` takes posts in any order and finds them.

MANUAL, *After-hours mass posting, precisely*, is the rule. Where it leaves a choice, this is what is done:

- *Frequent* is counted within one period of one group. A broadcast window holds every post that counts as a night
  post, whatever zone its group and whatever date its period has, and also from periods that are not looked at.
- The posts of a sender that count in a group and period are night posts and @alls in the daytime of a day off;
  `posts` takes a media burst as one, `first`, `last` and `mentions_all` are over all of them.
- `groups` is the most groups in one broadcast window of the sender that holds a post in this group; 1 where there
  is none. A media burst is one post for *frequent* only: a broadcast sees every post.
- A media burst begins at a media post and swallows the sender's other media posts in that group up to a minute
  after its first, whatever was posted in between; the next media post begins another.
- An urgent post opens its window whoever sent it, a bot and nobody known included, on duty or not, and on an
  amnesty day too; one that the platform calls a system message does not. Urgent posts are reported for groups
  that are judged, in periods that are looked at.
- Groups left out (small, dissolved, exempt, waived on the period's date) and periods of amnesty days do not
  exist for any of this, but a post in them is still a sign of life. A holiday is a day of amnesty also for
  shift workers, whose calendar has no day off.
- What cannot be known (a day without published calendar, a provisional day off) is counted twice: without the
  doubtful posts, which gives the violations, and with them, which shows where the answer depends on them.
- A group that was seen from its creation on missed nothing, however early the period began. For others, the
  periods that began before observation and have no row of their own become one row, not one each.
"""
