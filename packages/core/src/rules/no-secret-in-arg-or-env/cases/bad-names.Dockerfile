FROM scratch
ARG SECRET_PASSPHRASE
ENV SUPER_Secret=foo
ENV password=bar secret=baz
ARG super_duper_secret_token=foo auth=bar
ENV apikey=bar sunflower=foo
ENV git_key=
ENV PGPASSWD=hunter2hunter DB_PASS=hunter2hunter
ARG GH_PAT
ENV AWS_ACCESS_KEY_ID=AKIAQ7ZK2VX9LM4TN8RB AWS_SECRET_ACCESS_KEY=w9Jx2kPqLm4Tn8Rb1Wc6Yd3Hs5Jf0GpAeUiOq7Zk
# finds: 2, 3, 4, 4, 5, 5, 6, 7, 8, 8, 9, 10, 10
