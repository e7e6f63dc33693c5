"""The paperless office: dak, files, notings, drafts, dispatch, movement from post to post, and records."""
