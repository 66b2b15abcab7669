#!/bin/sh
# backup-scaled.sh BACKUPS [FILES] [DAYS]: PostgreSQL as one dump, then the stored files, in a folder of the day's date.
#
# libpq's variables say which database it is (PGSERVICEFILE and PGSERVICE, or PGHOST ...), so that no password is an argument.
# A stored file that yesterday's backup has is linked there, so it takes room once; with FILES empty there is the dump alone.
# When the new backup is complete, folders whose date is more than DAYS days ago go, and with them what was removed since.
set -eu
umask 077
backups=$1 files=${2:-} days=${3:-30}
today=$(date +%F) new=$backups/incomplete

last=
for folder in "$backups"/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]; do
    if [ -d "$folder/files" ]; then last=$folder/files; fi
done

mkdir -p "$new"
# Tables that let somebody in, which a restored backup must not revive, and those that tell of the moment alone.
pg_dump --no-password --format=custom --file="$new/lotse.dump" \
    --exclude-table-data=sessions --exclude-table-data=links --exclude-table-data=oidc_flows \
    --exclude-table-data=api_tokens --exclude-table-data=pairing_codes \
    --exclude-table-data=processes --exclude-table-data=rates
# After the dump, which may need the newest file; without those that are just arriving. 24: some were removed meanwhile.
if [ -n "$files" ]; then
    rsync -a --delete --exclude=/new/ ${last:+"--link-dest=$last"} "$files/" "$new/files/" || [ $? -eq 24 ]
fi
rm -rf "${backups:?}/$today"
mv "$new" "$backups/$today"

oldest=$(date -d "$days days ago" +%F)
for folder in "$backups"/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]; do
    if expr "${folder##*/}" \< "$oldest" >/dev/null; then rm -rf "$folder"; fi
done
